/** The backend that runs the graph in plain JavaScript, where there is no WebAssembly. */
import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";

/** Start the cpu backend. */
export async function startCpu(): Promise<void> {
  await setBackend("cpu");
}
