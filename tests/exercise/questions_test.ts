/** The written questions and their marking guide: the same questions, and numbers that the documents print. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { it } from "@std/testing/bdd";
import deno from "../../deno.json" with { type: "json" };
import { questionsOf } from "../../lib/exercise/answer_sheet.ts";
import guide from "../../lib/exercise/marking_guide.md" with { type: "text" };
import sheet from "../../lib/exercise/questions.md" with { type: "text" };
import collapse from "../../docs/collapse_laboratory.md" with { type: "text" };
import exercise1 from "../../docs/exercise_1.md" with { type: "text" };
import exercise2 from "../../docs/exercise_2.md" with { type: "text" };
import faq from "../../docs/faq.md" with { type: "text" };

const DOCUMENTS: Readonly<Record<string, string>> = {
  "docs/collapse_laboratory.md": collapse,
  "docs/exercise_1.md": exercise1,
  "docs/exercise_2.md": exercise2,
  "docs/faq.md": faq,
};

/** A number of the guide's tables, and where it is printed. */
interface Quoted {
  readonly question: string;
  readonly number: string;
  readonly document: string;
  readonly command: string;
}

/** The text under each question's heading, by its name. */
function sections(text: string): Map<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.split(".")[0], part.slice(part.indexOf("\n"))]));
}

function quotedIn(text: string): Quoted[] {
  return [...sections(text)].flatMap(([question, part]) =>
    part.split("\n").filter((line) => line.startsWith("|")).slice(2).map((line) => {
      const [number, , document, command] = line.split("|").slice(1, -1).map((cell) => cell.trim());
      return { question, number, document, command: command.replaceAll("`", "") };
    })
  );
}

/** Whether a text holds a number, and not as a part of a longer one. */
function holds(text: string, number: string): boolean {
  const escaped = number.replaceAll(".", "\\.").replaceAll(" ", "\\s+");
  return new RegExp(`(?<![\\d.,])${escaped}(?!\\d|[.,]\\d)`).test(text);
}

/** Words in a row, without marks. */
function phrases(text: string, length: number): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  const runs = words.slice(0, words.length - length + 1);
  return new Set(runs.map((_, i) => words.slice(i, i + length).join(" ")));
}

/** The commands of a text: in its lines of code, and between backticks. */
function commandsIn(text: string): { task: string; rest: string }[] {
  const found = text.matchAll(/^ {4}deno task (\w+)(.*)$|`deno task (\w+)([^`]*)`/gm);
  return [...found].map(([, task, rest, other, more]) => ({
    task: task ?? other,
    rest: rest ?? more,
  }));
}

it("the sheet and the marking guide have the same questions, in order, and points", () => {
  const questions = questionsOf(sheet);
  assertEquals(questionsOf(guide), questions);
  assertEquals(questions.map(({ name }) => name), questions.map((_, i) => `Q${i + 1}`));
  assert(questions.length >= 8 && questions.length <= 10);
  // A heading in another form would be no question to those who read it.
  assertEquals(sheet.match(/^## /gm)?.length, questions.length);
  assertEquals(guide.match(/^## /gm)?.length, questions.length);
});

it("the points of all questions are those that both files announce", () => {
  const sum = questionsOf(sheet).reduce((total, { points }) => total + points, 0);
  assertMatch(sheet.split("## ")[0], new RegExp(`\\b${sum} points`));
  assertMatch(guide.split("## ")[0], new RegExp(`\\b${sum} points`));
});

it("the parts of an answer give the points of the question", () => {
  const parts = sections(guide);
  for (const { name, points } of questionsOf(guide)) {
    const [, said] = parts.get(name)!.match(/\*\*Points\.\*\*([\s\S]+?)\n\n/)!;
    // "2 for ..., of which 1 is for ..." splits points that are counted already.
    const given = [...said.matchAll(/(\d+)\s+for\b/g)].map(([, number]) => Number(number));
    assertEquals(given.reduce((a, b) => a + b, 0), points, `${name}:${said}`);
  }
});

it("each question of the guide says what an answer contains, and what the usual errors are", () => {
  for (const [name, part] of sections(guide)) {
    for (const what of ["Points", "A full answer", "Usual errors"]) {
      assert(part.includes(`**${what}.**`), `${name} has no ${what}`);
    }
  }
});

it("every number of the guide's tables is printed in the document that it names", () => {
  const quoted = quotedIn(guide);
  assert(quoted.length > 50, `${quoted.length} rows`);
  for (const { question, number, document } of quoted) {
    assert(document in DOCUMENTS, `${question}: ${document} is none of the documents`);
    assert(holds(DOCUMENTS[document], number), `${question}: ${document} has no ${number}`);
  }
});

it("every command of the guide's tables is in the document beside it", () => {
  for (const { question, document, command } of quotedIn(guide)) {
    assert(DOCUMENTS[document].includes(command), `${question}: ${document} has no ${command}`);
  }
});

it("the guide's prose quotes no result that is not in its question's table", () => {
  for (const [name, part] of sections(guide)) {
    const prose = part.replace(/^\|.*$/gm, "").replace(/\$[^$]*\$/g, "");
    const known = quotedIn(guide).filter(({ question }) => question === name);
    for (const [number] of prose.matchAll(/\d+\.\d+|\d+ of \d+/g)) {
      const isKnown = known.some((row) => row.number === number || row.number === `${number} %`);
      assert(isKnown, `${name} quotes ${number}, which is not in its table`);
    }
  }
});

it("a number counts as quoted only where it stands alone", () => {
  assert(holds("a loss of 29.690 here", "29.690"));
  assert(holds("at 10.23.", "10.23"));
  for (const longer of ["129.690", "29.6901", "29.690.1", "0,29.690"]) {
    assert(!holds(longer, "29.690"), longer);
  }
});

it("nothing of the marking guide is in the questions", () => {
  const asked = sections(sheet);
  for (const [name, part] of sections(guide)) {
    const text = asked.get(name)!;
    const answers = part.replace(/^\|.*$/gm, "");
    const shared = phrases(answers, 7).intersection(phrases(text, 7));
    assertEquals([...shared], [], `${name} says what the guide says`);
    for (const { number } of quotedIn(guide).filter(({ question }) => question === name)) {
      if (!/\.\d|%| of /.test(number)) continue; // 784 pixels are in the question, and must be
      assert(!holds(text, number), `${name} gives ${number} away`);
    }
  }
  assert(!/\*\*(Points|A full answer|Usual errors)/.test(sheet));
});

it("every command of both files is a task, and its options are in a document", () => {
  const tasks = Object.keys(deno.tasks);
  for (const { task, rest } of [...commandsIn(sheet), ...commandsIn(guide)]) {
    assert(tasks.includes(task), `deno task ${task}`);
    for (const [flag] of rest.matchAll(/--[a-z-]+/g)) {
      const text = Object.values(DOCUMENTS).join("\n");
      assert(text.includes(flag), `no document has ${flag} (deno task ${task})`);
    }
  }
});

it("every question has room for an answer", () => {
  for (const [name, part] of sections(sheet)) {
    assertMatch(part.trimEnd(), /_Your answer:_$/, name);
  }
});
