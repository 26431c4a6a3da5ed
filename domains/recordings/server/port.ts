/** Where sealed recordings are kept: a folder, or something like S3. Names are ours: letters, digits, `/`, `-` and `.`. */
export interface RecordingStore {
  /** Keeps an object whole and for good before it resolves, or not at all. Throws `StoreFull` where there is no room. */
  put(name: string, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /** So many bytes from there on; fewer at the end. Undefined: there is no such object. */
  read(name: string, from: number, length: number): Promise<Uint8Array | undefined>
  /** Lets go of it for good; harmless when it is gone. */
  remove(name: string): Promise<void>
  /** Every object there is, those first that are oldest by name. */
  list(): AsyncIterable<{ name: string; bytes: number; writtenAt: Date }>
  /** How many bytes may still be put; null where nobody knows. */
  room(): Promise<number | null>
}

/** No room is left for another recording. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull'
}
