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
  if (chosen.run) return shellWord(`out/${chosen.name}/model.safetensors`);
  if (chosen === offered[0] && KNOWN[chosen.path]) return undefined;
  return KNOWN[chosen.path] ?? shellWord(chosen.name);
}

/** What `--data` is there, as far as the page knows it: the folder's name; nothing for MNIST. */
export function dataFlag(): string | undefined {
  const name = site.value?.data.name;
  return name === undefined || name === "mnist" ? undefined : shellWord(name);
}
