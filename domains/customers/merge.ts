export type FieldSource = { source: string; at: string }
export type MergeFields = {
  number: string | null
  name: string
  company: string
  kind: string
  lifecycleId: string | null
  talkPattern: string | null
  scoringOff: boolean
  ownerId: string | null
  teamId: string | null
  siteId: string | null
  attributes: Record<string, unknown>
}
export type MergeRecord = MergeFields & { sources: Record<string, FieldSource>; origin: string; createdAt: string }
export type FieldName = Exclude<keyof MergeFields, 'attributes'> | `attributes.${string}`
/** One field as a merge found it and left it; `undefined` is told apart from null where a field was not there at all. */
export type FieldChange = {
  field: FieldName
  before?: unknown
  after: unknown
  sourceBefore?: FieldSource | undefined
  sourceAfter: FieldSource
}

const plainFields = [
  'number',
  'name',
  'company',
  'kind',
  'lifecycleId',
  'talkPattern',
  'scoringOff',
  'ownerId',
  'teamId',
  'siteId',
] as const
/** A team goes with its owner and a stage with its kind: half of a pair would say what nobody ever said. */
const together: Partial<Record<FieldName, FieldName>> = { teamId: 'ownerId', lifecycleId: 'kind' }

const isAttribute = (field: FieldName): field is `attributes.${string}` => field.startsWith('attributes.')
const keyOf = (field: string): string => field.slice('attributes.'.length)
/** Own keys only: an attribute may be called `constructor`, or `__proto__`. */
const attributeOf = (attributes: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(attributes, key) ? attributes[key] : undefined

export const wordOf = (record: MergeFields, field: FieldName): unknown =>
  isAttribute(field) ? attributeOf(record.attributes, keyOf(field)) : record[field as keyof MergeFields]

/** Where the words of a field come from: what the field says itself, else what the whole record came with. */
export const sourceOf = (
  { sources, origin, createdAt }: Omit<MergeRecord, keyof MergeFields>,
  field: string,
): FieldSource => (Object.hasOwn(sources, field) ? sources[field] : undefined) ?? { source: origin, at: createdAt }

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
/** What somebody asked for, and what somebody became, is stronger than never having said. */
const isStronger = (field: FieldName, kept: unknown, merged: unknown): boolean =>
  (field === 'scoringOff' && merged === true && kept === false) ||
  (field === 'kind' && merged === 'customer' && kept === 'lead')

const fieldsOf = (kept: MergeFields, merged: MergeFields): FieldName[] => [
  ...plainFields,
  ...Object.keys({ ...kept.attributes, ...merged.attributes }).map((key) => `attributes.${key}` as const),
]

const taken = (kept: MergeFields, merged: MergeFields, field: FieldName): boolean => {
  const [mine, theirs] = [wordOf(kept, field), wordOf(merged, field)]
  if (isEmpty(theirs) || JSON.stringify(mine) === JSON.stringify(theirs)) return false
  return isEmpty(mine) || isStronger(field, mine, theirs)
}

/** What the kept record takes over: what it lacks, a wish to be left alone, and having become a customer. */
export const fieldsTaken = (kept: MergeRecord, merged: MergeRecord): FieldChange[] =>
  fieldsOf(kept, merged)
    .filter((field) => takenWithItsPair(kept, merged, field))
    .map((field) => {
      const before = wordOf(kept, field)
      return {
        field,
        ...(before === undefined ? {} : { before }),
        after: wordOf(merged, field),
        ...(Object.hasOwn(kept.sources, field) ? { sourceBefore: kept.sources[field] } : {}),
        sourceAfter: sourceOf(merged, field),
      }
    })

const takenWithItsPair = (kept: MergeFields, merged: MergeFields, field: FieldName): boolean => {
  const leader = together[field]
  if (leader === undefined) return taken(kept, merged, field)
  const differs = JSON.stringify(wordOf(kept, field)) !== JSON.stringify(wordOf(merged, field))
  if (taken(kept, merged, leader)) return differs
  return taken(kept, merged, field) && wordOf(kept, leader) === wordOf(merged, leader)
}

/** Where both have a word and they differ: the kept record's stands, the other's stays readable beside it. */
export const fieldsInDispute = (kept: MergeRecord, merged: MergeRecord): FieldName[] =>
  fieldsOf(kept, merged).filter((field) => {
    const [mine, theirs] = [wordOf(kept, field), wordOf(merged, field)]
    if (isEmpty(mine) || isEmpty(theirs)) return false
    return JSON.stringify(mine) !== JSON.stringify(theirs) && !takenWithItsPair(kept, merged, field)
  })

export type Patched = { fields: MergeFields; sources: Record<string, FieldSource> }

const withField = (record: Patched, field: FieldName, value: unknown, source: FieldSource | undefined): Patched => {
  const sources = new Map(Object.entries(record.sources))
  if (source) sources.set(field, source)
  else sources.delete(field)
  const attributes = new Map(Object.entries(record.fields.attributes))
  if (isAttribute(field)) {
    if (value === undefined) attributes.delete(keyOf(field))
    else attributes.set(keyOf(field), value)
  }
  return {
    fields: {
      ...record.fields,
      ...(isAttribute(field) ? { attributes: Object.fromEntries(attributes) } : { [field]: value }),
    },
    sources: Object.fromEntries(sources),
  }
}

export const applyTaken = (record: Patched, changes: readonly FieldChange[]): Patched =>
  changes.reduce((now, { field, after, sourceAfter }) => withField(now, field, after, sourceAfter), record)

const sameSource = (one: FieldSource | undefined, other: FieldSource | undefined): boolean =>
  one?.source === other?.source && one?.at === other?.at

/** Gives back what the merge found, but for fields somebody has changed since: later words stay. */
export const undoTaken = (record: Patched, changes: readonly FieldChange[]): Patched =>
  changes.reduce((now, { field, before, after, sourceBefore, sourceAfter }) => {
    const untouched =
      JSON.stringify(wordOf(now.fields, field)) === JSON.stringify(after) &&
      sameSource(Object.hasOwn(now.sources, field) ? now.sources[field] : undefined, sourceAfter)
    return untouched ? withField(now, field, before, sourceBefore) : now
  }, record)
