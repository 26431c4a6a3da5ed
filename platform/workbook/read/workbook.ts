import { readDateStyles } from './cells.ts'
import { broken, WorkbookFault } from './fault.ts'
import { readSheet, type SheetGround, type SheetRow } from './sheet.ts'
import { readSharedStrings } from './strings.ts'
import { attributeOf, readXml } from './xml.ts'
import { type ByteSource, openZip, type Zip, type ZipLimits } from './zip.ts'

export type Workbook = {
  /** Names of the sheets one sees, in their order. */
  sheets: readonly string[]
  /** The rows of a sheet, the first unless one is named. */
  records: (sheet: string, onRead?: (share: number) => void) => AsyncGenerator<SheetRow[]>
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1)
const partAt = (folder: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : new URL(target, `zip:/${folder}`).pathname.slice(1)

/** What a part refers to, by the id it uses and by kind. */
const readRelations = async (zip: Zip, part: string) => {
  const folder = folderOf(part)
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`
  const byId = new Map<string, string>()
  const byKind = new Map<string, string>()
  if (zip.has(file))
    await readXml(zip.bytes(file), {
      open: (name, attributes) => {
        const target = attributeOf(attributes, 'Target')
        if (name !== 'Relationship' || target === undefined) return
        const place = partAt(folder, target)
        byId.set(attributeOf(attributes, 'Id') ?? '', place)
        byKind.set((attributeOf(attributes, 'Type') ?? '').split('/').at(-1) ?? '', place)
      },
    })
  return { byId, byKind }
}

/** Opens a workbook of the Office Open XML kind (.xlsx, .xlsm); of the rows nothing is read yet. */
export const openWorkbook = async (source: ByteSource, limits?: ZipLimits): Promise<Workbook> => {
  const zip = await openZip(source, limits)
  const book = (await readRelations(zip, '')).byKind.get('officeDocument') ?? 'xl/workbook.xml'
  if (!zip.has(book)) broken()
  const { byId, byKind } = await readRelations(zip, book)
  const sheets = new Map<string, string>()
  let from1904 = false
  await readXml(zip.bytes(book), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '')
      if (name !== 'sheet' || (attributeOf(attributes, 'state') ?? 'visible') !== 'visible') return
      const part = byId.get(attributeOf(attributes, 'id') ?? '')
      if (part !== undefined) sheets.set(attributeOf(attributes, 'name') ?? '', part)
    },
  })
  if (sheets.size === 0) broken()
  const ground = async (): Promise<SheetGround> => ({
    strings: await readSharedStrings(zip, byKind.get('sharedStrings') ?? ''),
    dates: await readDateStyles(zip, byKind.get('styles') ?? ''),
    from1904,
  })
  const records = async function* (sheet: string, onRead?: (share: number) => void) {
    const part = sheet === '' ? [...sheets.values()][0] : sheets.get(sheet)
    if (part === undefined) throw new WorkbookFault('noSuchSheet')
    yield* readSheet(zip.bytes(part, onRead), await ground())
  }
  return { sheets: [...sheets.keys()], records }
}
