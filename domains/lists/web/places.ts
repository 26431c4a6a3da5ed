/** Where the pages of one list stand. */
export const listAddress = (listId: string): string => `/lists/${listId}`
export const entriesAddress = (listId: string): string => `/lists/${listId}/entries`
export const importAddress = (listId: string): string => `/lists/${listId}/import`
