import { state } from "../state.ts";
import { file, site } from "./explored.ts";
import { shellWord } from "../parts/shell_word.ts";
import { offeredModels } from "./offered_models.ts";

/** Where the models that the page always offers lie in the lab's folder. */
const KNOWN: Readonly<Record<string, string>> = {
  "models/anneal.safetensors": "out/anneal/model.safetensors",
  "models/anneal-seed-0.safetensors": "fixtures/anneal-seed-0/model.safetensors",
};

/** What `--model` is on the command line; nothing for the model that the tasks take by themselves. */
export function modelFlag(): string | undefined {
  if (file.value) return shellWord(file.value.name);
  const offered = site.value ? offeredModels(site.value) : [];
  const wanted = state.explore.model.value.value || offered[0]?.path;
  const chosen = offered.find(({ path }) => path === wanted);
  if (!chosen) return undefined;
  const served = site.value?.served;
  if (chosen.run) return shellWord(`${served?.runs ?? "out"}/${chosen.name}/model.safetensors`);
  if (chosen === offered[0] && KNOWN[chosen.path]) return undefined;
  return KNOWN[chosen.path] ?? shellWord(served?.model ?? chosen.name);
}

/** What `--data` is there: the folder, or in a page for others its name alone; nothing for MNIST. */
export function dataFlag(): string | undefined {
  const data = site.value?.served?.data ?? site.value?.data.name;
  return data === undefined || data === "mnist" ? undefined : shellWord(data);
}
