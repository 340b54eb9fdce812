#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// Without this tsx would obey the tsconfig.json of the folder in which the user stands.
register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });
const { start } = await import("../scripts/start.ts");
await start();
