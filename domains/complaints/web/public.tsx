import { ComplaintCauses as Causes } from './ComplaintCauses.tsx'
import { CustomerLink as Link } from './CustomerLink.tsx'

/** "Copy the customer's link", for the page of a call. Nothing for who may not. */
export const CustomerLink = Link

/** Complaints by cause, layer by layer. */
export const ComplaintCauses = Causes
