import { startCluster } from './cluster.mjs';

/** Runs once before the first spec that needs a database, and never for pure specs. */
export default async function setUp(_globalConfig, projectConfig) {
  const { server, stop } = await startCluster(projectConfig.rootDir, process.env.DATABASE_URL || undefined);
  globalThis.proofmarkCluster = { stop };
  // The workers are processes of their own: this is how they learn of it.
  process.env.PROOFMARK_TEST_SERVER = JSON.stringify(server);
}
