/** Says a line in both languages; nothing is known yet about who reads it. */
export const say = (zh, en) => process.stderr.write(`[钟鸣 Carillon] ${zh}\n[钟鸣 Carillon] ${en}\n`)

/** Says what went wrong and what to do, and ends. */
export const fail = (zh, en) => {
  say(zh, en)
  process.exit(1)
}
