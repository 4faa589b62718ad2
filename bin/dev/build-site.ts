import { plumblineHome } from "../home";
import { buildSite } from "../supervisor/build-site";

/** Builds the site as a start would, so that tests that start platforms find it ready. */
await buildSite({ home: plumblineHome(), say: (line) => console.log(line) });
