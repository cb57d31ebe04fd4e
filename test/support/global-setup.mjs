import { startCluster } from './cluster.mjs';
import { dropTemplate, makeTemplate } from './template.mjs';

/** Runs once before the first spec that needs a database, and never for pure specs. */
export default async function setUp(_globalConfig, projectConfig) {
  const cluster = await startCluster(process.env.DATABASE_URL);
  globalThis.proofmarkCluster = { stop: cluster.stop };
  try {
    const template = await makeTemplate(projectConfig.rootDir, cluster.adminUrl);
    globalThis.proofmarkCluster.stop = async () => {
      await dropTemplate(cluster.adminUrl, template);
      await cluster.stop();
    };
    // The workers are processes of their own: this is how they learn of it.
    process.env.PROOFMARK_TEST_SERVER = JSON.stringify({ adminUrl: cluster.adminUrl, ...template });
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
