import { CustomerLink as Link } from './CustomerLink.tsx'

/** "Copy the customer's link", for the page of a call. Nothing for who may not. */
export const CustomerLink = Link
