/** The package brings no types; this is the part the tests use. */
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  type Answer = (error?: Error) => void
  type Session = { envelope: { rcptTo: { address: string }[] } }
  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean
      disabledCommands?: string[]
      onRcptTo?: (address: { address: string }, session: Session, answer: Answer) => void
      onData?: (stream: Readable, session: Session, answer: Answer) => void
    })
    server: Server
    listen(port: number, host: string): void
    close(done: () => void): void
  }
}
