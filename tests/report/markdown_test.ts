/** Markdown with formulas, as HTML that a browser shows without scripts. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { it } from "@std/testing/bdd";
import { LAB_TEXT } from "../../lib/report/lab_text.ts";
import { markdownHtml } from "../../lib/report/markdown.ts";

it("markdownHtml() makes MathML of formulas, in lines and on lines of their own", () => {
  assertEquals(
    markdownHtml("For $x$ and *y*."),
    "<p>For <math><mi>x</mi></math> and <em>y</em>.</p>\n",
  );
  const displayed = markdownHtml("Hence\n\n$$\n\\frac{1}{2}\n$$\n");
  assertStringIncludes(displayed, '<div class="report-formula"><math display="block"');
  assertStringIncludes(displayed, "<mfrac><mn>1</mn><mn>2</mn></mfrac>");
});

it("markdownHtml() reads no Markdown in a formula", () => {
  assert(!markdownHtml("$a_1 * b_2 * c_3$").includes("<em>"));
});

it("markdownHtml() leaves sums of money, and what is no TeX, as they are", () => {
  assertEquals(markdownHtml("5$ and 6$ more"), "<p>5$ and 6$ more</p>\n");
  assertEquals(markdownHtml("$\\nosuch{$"), "<p>$\\nosuch{$</p>\n");
});

it("markdownHtml() shows HTML as text", () => {
  const html = markdownHtml('An <img src=x onerror="alert(1)"> &\n\n<script>alert(1)</script>\n');
  assert(!/<(img|script)/.test(html), html);
  assertStringIncludes(html, "&lt;script&gt;alert(1)&lt;/script&gt;");
});

it("markdownHtml() shows pictures and links as text that a document cannot carry", () => {
  for (const text of ["![one](one.png)", "![one](https://example.org/one.png)"]) {
    assertEquals(markdownHtml(text), `<p>${text}</p>\n`);
  }
  assertEquals(markdownHtml("[one](javascript:alert(1))"), "<p>[one](javascript:alert(1))</p>\n");
  assertStringIncludes(markdownHtml("[one](https://example.org)"), '<a href="https://example.org"');
  assertStringIncludes(
    markdownHtml("![one](data:image/png;base64,AAAA)"),
    '<img src="data:image/png',
  );
});

it("markdownHtml() lets a wide table scroll, and keeps how its columns are aligned", () => {
  const html = markdownHtml("| unit | draws |\n| ---: | --- |\n| 0 | $x_1$ |\n");
  assertMatch(
    html,
    /^<div class="report-scroll"[^>]* tabindex="0"><table>[^]*<\/table>\s*<\/div>\n$/,
  );
  assertStringIncludes(html, '<td align="right">0</td>');
  assertStringIncludes(html, "<td><math>");
});

it("markdownHtml() makes headings that stand below those of a section's parts", () => {
  assertEquals(markdownHtml("# One *two*"), "<h4>One <em>two</em></h4>\n");
  assertEquals(markdownHtml("#### One"), "<h6>One</h6>\n");
});

it("every formula of the lab's text is TeX, and none is left as text", () => {
  for (const { id, text } of LAB_TEXT) {
    const html = markdownHtml(text);
    assert(!html.includes("$"), `${id}: ${html.match(/.{20}\$.{40}/)?.[0]}`);
    assert(!html.includes("\\"), `${id}: ${html.match(/.{20}\\.{40}/)?.[0]}`);
    const formulas = text.replaceAll("$$", "$").split("$").length - 1;
    assertEquals(html.split("<math").length - 1, formulas / 2, id);
  }
});
