"""Pages as people hand them in, and what every pixel of them is: layouts -> typesetting -> filling in -> camera."""
