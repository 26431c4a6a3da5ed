import { MergeButton as Merge, CustomerRecordView as RecordView } from './CustomerRecordView.tsx'
import { PickCustomer as Pick } from './PickCustomer.tsx'
import { RevealNumber as Reveal } from './reveal-number.tsx'
import { RecordChange as Change, PatternTag as Pattern } from './words.tsx'

/** A masked number that whoever may can read in full for half a minute, once a reason is on record. */
export const RevealNumber = Reveal
/** The golden record of one customer with all that may be done about it; `children` stand beside it. */
export const CustomerRecordView = RecordView
/** Starts merging another record into this one, for whoever may. */
export const MergeButton = Merge
/** Another customer within reach, found by name, pinyin, company or last digits. */
export const PickCustomer = Pick
/** Which word of a record was changed, from what to what. */
export const RecordChange = Change
/** The talk pattern of a customer; how to meet it on hover and on focus. */
export const PatternTag = Pattern
