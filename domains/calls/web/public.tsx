import { useCall as ask, CallDetails as Details } from './CallDetails.tsx'

/** One call: what came of it, what its time was made of, and every signal. */
export const CallDetails = Details
/** The call, asked again while it may still change. */
export const useCall = ask
