import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files of minutes, the longest first: the last one to begin must not be one that all others wait for. */
const longFiles = [
  'adapters/asterisk/asterisk-parties.phone.test.ts',
  'adapters/asterisk/across.phone.test.ts',
  'adapters/asterisk/asterisk-calls.phone.test.ts',
  'server/faults/telephone-network.phone.test.ts',
  'adapters/asterisk/faults.phone.test.ts',
  'server/replay/replay.db.test.ts',
  'e2e/looks-zh.e2e.ts',
  'e2e/looks-en.e2e.ts',
]
const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longFiles.findIndex((file) => moduleId.endsWith(file))
  return place === -1 ? longFiles.length : place
}

/** Vitest's own order, the largest file first, but for those whose size does not tell how long they take. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b))
  }
}
