/** Door to onnxruntime-web, which the tests run the exported models with. */
export * as ort from "npm:onnxruntime-web@1.30.0";
