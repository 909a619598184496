/** The page where a server has its files. */
import { followAddress } from "./address.ts";
import { lookForExercise } from "./exercise/has_exercise.ts";
import { showPage } from "./page.tsx";

followAddress();
showPage(document.getElementById("app")!);
lookForExercise();
