import { spawn } from 'node:child_process'

/** `npm run dev`: the server, restarted on change, and Vite for the pages on port 7301. */
const children = [
  spawn(
    process.execPath,
    [
      '--watch-path=server',
      '--watch-path=domains',
      '--watch-path=platform',
      '--watch-path=adapters',
      '--watch-path=contract',
      'server/main.ts',
    ],
    { stdio: 'inherit' },
  ),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit' }),
]
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
