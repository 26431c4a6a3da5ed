import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tools/test/longest-first.ts'

const notSource = ['**/node_modules/**', '**/dist/**', '**/.state/**']

/** On a busy machine a call may miss its moment once. */
const inRealTime = { retry: 1, testTimeout: 60_000, hookTimeout: 120_000 }

/**
 * `unit` is pure and quick, `tools` starts compilers and linters, `db` works on a real Postgres, `phone` on a real
 * telephone network, `centre` is the whole product on one, `e2e` in a real browser on a running centre. One of them:
 * `vitest run --project db`.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...notSource, '**/*.db.test.ts', '**/*.phone.test.ts', 'e2e/**', 'tools/**'],
          isolate: false,
          // Thousands of wild inputs take longer where the machine is shared.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'tools', include: ['tools/**/*.test.ts'], exclude: notSource, testTimeout: 180_000 } },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: notSource,
          globalSetup: 'tools/test/database.ts',
          // Each file has a database of its own; the server's code, which takes seconds to load, is loaded once a worker.
          isolate: false,
          // While one waits for the database another goes on: with two of them two processors are 60 % busy.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // Tried again on a machine that is busy beyond measure; the run says at its end which were.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'phone',
          include: ['adapters/**/*.phone.test.ts'],
          exclude: notSource,
          globalSetup: 'tools/test/phones-setup.ts',
          // Customers take their time to answer: of three networks at once most wait for somebody.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
          ...inRealTime,
        },
      },
      {
        test: {
          name: 'centre',
          include: ['**/*.phone.test.ts'],
          exclude: [...notSource, 'adapters/**'],
          globalSetup: ['tools/test/database.ts', 'tools/test/phones-setup.ts'],
          ...inRealTime,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          exclude: notSource,
          globalSetup: ['tools/test/database.ts', 'tools/test/browser-setup.ts', 'tools/test/screens-setup.ts'],
          // A browser on a busy machine may miss its moment once.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
