import { useEffect, useId } from "../../lib/deps/preact.ts";
import { useSignal } from "../../lib/deps/preact_signals.ts";
import { loadFile, loadSite } from "../load_site.ts";
import type { SiteRun } from "../site.ts";
import { siteSource } from "../site_source.ts";
import { notice } from "../state.ts";
import { words } from "../words.ts";
import { dataName } from "./data_name.ts";
import { KeptList } from "./kept_list.tsx";
import { openRun } from "./open_run.ts";
import { filesOf } from "./opened_files.ts";
import { RUN_FILES, type RunFile, type RunFiles } from "./run_files.ts";

/** Runs that can be opened and continued: those of this browser, of the command line, and files. */
export function Kept() {
  const id = useId();
  const runs = useSignal<readonly SiteRun[]>([]);
  useEffect(() => {
    loadSite().then(
      (site) => [runs.value, dataName.value] = [site.runs, site.served?.data ?? site.data.name],
      (error) => notice.value = (error as Error).message,
    );
  }, []);
  const open = async (files: () => Promise<RunFiles>, known?: string) => {
    try {
      openRun(await files(), known);
      notice.value = "";
    } catch (error) {
      notice.value = (error as Error).message;
    }
  };
  const { isDocument } = siteSource();
  const onDisk = runs.value.filter(({ files }) => files.includes("checkpoint.safetensors"));
  return (
    <section aria-labelledby={`${id}-kept`} class="kept">
      <h3 id={`${id}-kept`}>{words.train.kept}</h3>
      <p class="quiet">
        {words.train.keptHelp} {!isDocument && words.train.keptOnDisk}
      </p>
      <div class="columns">
        <div>
          <h4>{words.train.keptHere}</h4>
          <KeptList open={open} />
        </div>
        <div>
          <h4>{words.train.onDisk}</h4>
          <ul class="list">
            {onDisk.map((run) => (
              <li key={run.name} class="buttons">
                <span>{run.name}</span>
                <button
                  type="button"
                  class="small"
                  aria-label={words.train.sameName(run.name)}
                  onClick={() => open(() => siteFiles(run))}
                >
                  {words.train.open}
                </button>
              </li>
            ))}
          </ul>
          {onDisk.length === 0 && !isDocument && <p>{words.train.noneKept}</p>}
          <p class="field">
            <label for={`${id}-files`}>{words.train.openFiles}</label>
            <input
              id={`${id}-files`}
              type="file"
              multiple
              onChange={({ currentTarget: { files } }) => open(() => filesOf([...files ?? []]))}
            />
          </p>
        </div>
      </div>
    </section>
  );
}

/** The files of a run on this machine. */
async function siteFiles({ path, files }: SiteRun): Promise<RunFiles> {
  const names = RUN_FILES.filter((name) => files.includes(name));
  const loaded = await Promise.all(
    names.map(async (name): Promise<[RunFile, Uint8Array]> => [
      name,
      await loadFile(`${path}/${name}`),
    ]),
  );
  return Object.fromEntries(loaded);
}
