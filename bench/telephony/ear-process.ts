// Run by the bench as a process of its own, so that nothing else delays the moment at which it hears something.
import { answering } from './child.ts'
import { type Ear, type EarWish, openEar } from './ear.ts'

const wishes = JSON.parse(process.argv[2] ?? '{}') as Record<string, EarWish>
const ears = new Map<string, Ear>()
for (const [name, wish] of Object.entries(wishes)) ears.set(name, await openEar(wish))

answering({ calls: (name: string) => ears.get(name)?.calls ?? [], stop: () => undefined })
