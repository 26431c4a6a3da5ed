/** The day a spreadsheet counts from 30 December 1899 (or, on old Macs, from 1904), with the time of day where it has one. */
export const dateOfSerial = (days: number, from1904 = false): string | undefined => {
  if (!(days >= 0 && days < 110_000)) return undefined
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round((days + (from1904 ? 1462 : 0)) * 86_400) * 1000)
  const iso = at.toISOString()
  return Number.isInteger(days) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
