import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { LiveExercise } from "../../lib/cli/check/live_exercise.ts";
import type { Drawing } from "../../lib/exercise/drawings/drawing.ts";
import type { StepReport } from "../../lib/exercise/check_step.ts";
import type { Step } from "../../lib/exercise/step.ts";

const steps: readonly Step[] = ["one", "two", "three"].map((id, i) => ({
  ...{ number: i + 1, id, title: `step ${id}`, text: "", skeleton: "", solution: "a secret" },
  parts: [],
}));
const [first, second] = steps;

function report(step: Step, passed: boolean): StepReport {
  const finding = passed ? undefined : { message: "wrong", hint: "look", strongerHint: "think" };
  return { step, passed, parts: [{ name: "f", finding }], printed: "" };
}

const images: Drawing = {
  ...{ kind: "images", title: "images", caption: "", summary: "", notes: [] },
  ...{ height: 1, width: 1, rows: [] },
};

const statuses = (live: LiveExercise) => live.state().steps.map(({ status }) => status);

describe("LiveExercise", () => {
  it("begins with what has passed; the first step that has not is open", () => {
    const live = new LiveExercise({ folder: "exercise", steps, passed: [1] });
    assertEquals(statuses(live), ["passed", "open", "later"]);
    const { folder, latest, checking } = live.state();
    assertEquals({ folder, latest, checking }, {
      folder: "exercise",
      latest: undefined,
      checking: undefined,
    });
    assertEquals(live.state().steps[1].file, "02_two.ts");
  });

  it("follows a step from its check to its pictures", () => {
    const live = new LiveExercise({ folder: "exercise", steps });
    live.begin(first);
    assertEquals(live.state().checking, 1);
    live.checked(report(first, false));
    assertEquals(statuses(live), ["open", "later", "later"]);
    assertEquals([live.state().checking, live.state().latest], [undefined, 1]);
    assertEquals(live.state().steps[0].check?.drawing, true);
    live.drawn(first, [images]);
    assertEquals(live.state().steps[0].check, {
      parts: report(first, false).parts,
      printed: "",
      drawings: [images],
      drawing: false,
    });
  });

  it("keeps a step's pictures until the next ones are drawn", () => {
    const live = new LiveExercise({ folder: "exercise", steps });
    live.checked(report(first, false));
    live.drawn(first, [images]);
    live.checked(report(first, true));
    const { drawings, drawing } = live.state().steps[0].check!;
    assertEquals([drawings, drawing], [[images], true]);
  });

  it("opens the next step when one passes, and takes back what no longer does", () => {
    const live = new LiveExercise({ folder: "exercise", steps });
    live.checked(report(first, true));
    assertEquals(statuses(live), ["passed", "open", "later"]);
    live.checked(report(second, false));
    assertEquals(live.state().latest, 2);
    live.checked(report(first, false));
    assertEquals(statuses(live), ["open", "open", "later"]);
  });

  it("tells nothing of the solutions", () => {
    const live = new LiveExercise({ folder: "exercise", steps });
    live.checked(report(first, true));
    assertEquals(JSON.stringify(live.state()).includes("secret"), false);
  });
});
