/** The worker that reads on WebAssembly. */
import { BackendError } from "./messages";
import { startWasm } from "./wasm-backend";
import { serve } from "./worker";

serve(async (wasm) => {
  // TensorFlow.js takes the binary from an address only.
  const url = URL.createObjectURL(new Blob(wasm ? [wasm] : [], { type: "application/wasm" }));
  const isStarted = await startWasm(url);
  URL.revokeObjectURL(url);
  if (!isStarted) throw new BackendError("WebAssembly can't be run here.");
});
