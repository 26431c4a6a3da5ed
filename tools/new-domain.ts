import { writeDomain } from './new-domain/write-domain.ts'
import { repository, runScript } from './run-program.ts'

const paths = await writeDomain(repository, process.argv.slice(2))
const sources = paths.filter((path) => /[.]tsx?$/.test(path))
await runScript('node_modules/@biomejs/biome/bin/biome', ['check', '--write', ...sources])
for (const path of paths) console.log(`wrote ${path}`)
console.log('Next: name the thing an entry stands for, npm run db:types, one row in docs/glossary.md, npm run check')
