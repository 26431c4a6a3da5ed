import { linkForCall as makeLink } from './customer-page.ts'

export { complaintReceived } from './events.ts'

/**
 * The path of the page on which the customer of a call reads who called and why, and may say no; with the moment it
 * ends. To be sent to that customer and nobody else: whoever holds it acts in their name. Undefined where there is no
 * such call in reach.
 */
export const linkForCall = makeLink
