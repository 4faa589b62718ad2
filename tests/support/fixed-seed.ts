import fc from "fast-check";

/** Properties draw the same values in every run; `PLUMBLINE_SEED` asks for others. */
fc.configureGlobal({ seed: Number(process.env.PLUMBLINE_SEED ?? 20_261_122) });
