/**
 * A number as screens and exports show it: `138****2210`, `010****5678`, `+44****4321`.
 * Chinese numbers lose their country code, as people here read them; nobody gets the middle digits back out of it.
 */
export const maskNumber = (number: string): string => {
  const local = number.replace(/^\+86(?=1\d{10}$)/, '').replace(/^\+86/, '0')
  if (local.length < 8) return `****${local.slice(-2)}`
  return `${local.slice(0, 3)}****${local.slice(-4)}`
}
