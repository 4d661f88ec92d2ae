/** The worker that reads in plain JavaScript. */
import { startCpu } from "./cpu-backend";
import { serve } from "./worker";

serve(startCpu);
