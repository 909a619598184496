import { assertEquals } from "@std/assert";
import { collapse } from "../../lib/experiment/collapse.ts";
import { watchCollapse } from "../../lib/experiment/watch_collapse.ts";
import { Session } from "../../lib/run/session.ts";
import { itNeeds } from "../needs.ts";
import { withFolder } from "../scripts/run_task.ts";

itNeeds(
  ["read", "write"],
  "a collapse that began without the watch, as in the page, is drawn with what was seen later",
  async () => {
    await withFolder(async (out) => {
      const options = { images: 256, backend: "wasm", threads: 1, out } as const;
      using begun = await Session.start(collapse, { ...options, epochs: 1 });
      for await (const _ of begun.events());
      begun[Symbol.dispose]();
      using session = await Session.start(collapse, { ...options, epochs: 2, resume: true });
      const watch = watchCollapse(session);
      for await (const event of session.events()) await watch.observe(event);
      assertEquals(Object.keys(await watch.draw()), ["stages.png", "timeline.png"]);
    });
  },
);
