// Loaded first into a child process: Node opens its inspector on this signal unless somebody listens.
process.on("SIGUSR1", () => {});
