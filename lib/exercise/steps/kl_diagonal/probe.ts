import { answerTo } from "../../probe/answer_to.ts";
import type { DiagonalCase } from "./diagonal_case.ts";

await answerTo({
  klDiagonal: (klDiagonal, { mean, logVar }: DiagonalCase) => klDiagonal(mean, logVar),
});
