import { state } from "../state.ts";
import { openFile } from "./choose_model.ts";
import { client, file } from "./explored.ts";

/** Goes over to Explore with a model of the page's own, such as that of a run. */
export function exploreModel(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const model = new File([bytes], name);
  // Where Explore was never shown, it opens the file when it starts.
  if (client.peek()) openFile(model);
  else file.value = model;
  state.tab.value.value = "explore";
}
