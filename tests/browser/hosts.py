"""Where the site is served from: by our server, and as a project page of a host that sends no headers of ours."""

import pytest

SERVER = "server.py at /"
PLAIN = "plain host at /repo/"

#: For what is the same wherever it is served from, once test_opening, test_faults and test_offline hold at both.
ONE_HOST = pytest.mark.parametrize("site_url", [SERVER], indirect=True)
