/** Door to puppeteer-core: drives a Chromium that is installed, in the tests of the page. */
export * from "npm:puppeteer-core@25.16.0";
