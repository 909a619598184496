import { followAddress, followLinks } from "./address.ts";
import { drawFigures } from "./draw_figures.ts";
import { loadSite } from "./load_site.ts";
import { showPage } from "./page.tsx";
import { firstImages } from "./state.ts";
import { whenNear } from "./when_near.ts";

/**
 * Brings a document to life that carries the page: where it is the page, or where the page is a part of it, in
 * which case that part is made when its reader comes near. Figures of vega specifications become charts.
 */
export async function openDocument(): Promise<void> {
  firstImages.value = (await loadSite()).data.first;
  const [whole, part] = ["app", "lab-page"].map((id) => document.getElementById(id));
  if (whole) {
    followAddress();
    showPage(whole);
  }
  if (part) {
    let isShown = false;
    const show = () => {
      if (!isShown) showPage(part, { embedded: true });
      isShown = true;
    };
    followLinks(part, show);
    whenNear(part, show);
  }
  drawFigures();
}
