import { find as fileLength } from './file-length.ts'
import { find as glossary } from './glossary.ts'
import { find as mapShape } from './map-shape.ts'
import { find as productionFiles } from './production-files.ts'
import { find as tableOwner } from './table-owner.ts'
import { find as workplace } from './workplace.ts'

/** Looks through the repository at `root` and answers one line for each thing that is wrong. */
export type Check = { name: string; find: (root: string) => Promise<string[]> }

export const checks: readonly Check[] = [
  { name: 'a domain queries its own tables', find: tableOwner },
  { name: 'the map is true and has no loops', find: mapShape },
  { name: 'the glossary has one word per thing', find: glossary },
  { name: 'no file names a place on a machine', find: workplace },
  { name: 'no file is too long', find: fileLength },
  { name: 'the files of production are those the writer writes', find: productionFiles },
]
