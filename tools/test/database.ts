/** Stops the Postgres that the tests share, when the last of them has ended. */
export const teardown = async (): Promise<void> => {
  const { stopTestCluster } = await import('#platform/postgres/test-cluster.ts')
  await stopTestCluster()
}
