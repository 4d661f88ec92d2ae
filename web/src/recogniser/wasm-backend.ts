/** The backend that runs the graph on WebAssembly. */
import "@tensorflow/tfjs-backend-wasm";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, setBackend } from "@tensorflow/tfjs-core";

/** Start the wasm backend from its binary, the build with SIMD instructions; tells whether it could be. */
export function startWasm(url: string): Promise<boolean> {
  // Threads need headers that static hosts don't send, and the model is too small to gain from them.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  // Without SIMD instructions the binary doesn't compile, and the cpu backend has to do.
  setWasmPaths({
    "tfjs-backend-wasm.wasm": url,
    "tfjs-backend-wasm-simd.wasm": url,
    "tfjs-backend-wasm-threaded-simd.wasm": url,
  });
  return setBackend("wasm");
}
