export default async function tearDown() {
  await globalThis.proofmarkCluster?.stop();
}
