import pg from 'pg'

/** Runs `work` on one connection of its own and closes it. */
export const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'carillon setup',
    connectionTimeoutMillis: 15_000,
  })
  // A server that goes away between two statements would otherwise end the whole process; the next statement fails anyway.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The same server and login, another database. */
export const urlOfDatabase = (url: string, database: string): string => {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}

/** The database a connection URL names. */
export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))
