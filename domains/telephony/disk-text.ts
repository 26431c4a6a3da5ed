import type { Words, WordsWith } from '#contract/words.ts'
import type { DiskState, DiskUse } from './disk.ts'

type Named = { name: string; node: string; free: string }

/** The words of disks. */
export const diskText = {
  disks: { zh: '磁盘', en: 'Disks' },
  disksHelp: {
    zh: '磁盘满了会怎样：话务节点的满了，正在进行的录音会中断；录音存储的满了，录音留在话务节点等待取回；数据库的满了，就不能再外呼。剩余少于 CARILLON_DISK_WARN_PERCENT（默认 10%）时报警。别的机器上的磁盘这里看不到。',
    en: 'When a node’s disk is full, recordings under way break off; when that of recordings is, they wait at the nodes; when that of the database is, nobody is called any more. Below CARILLON_DISK_WARN_PERCENT (10 % unless set) free, it is told. Disks of other machines cannot be seen from here.',
  },
  uses: {
    spool: { zh: '话务节点的录音', en: 'Recordings at the node' },
    recordings: { zh: '录音存储', en: 'Recordings kept' },
    database: { zh: '数据库', en: 'Database' },
  } satisfies Record<DiskUse, Words>,
  states: {
    ok: { zh: '充足', en: 'Room enough' },
    low: { zh: '快满了', en: 'Nearly full' },
    full: { zh: '已满', en: 'Full' },
    unknown: { zh: '看不到', en: 'Not known here' },
  } satisfies Record<DiskState, Words>,
  roomLeft: {
    zh: ({ free, total }: { free: string; total: string }) => `剩余 ${free}，共 ${total}`,
    en: ({ free, total }: { free: string; total: string }) => `${free} left of ${total}`,
  },
  fullTitle: {
    zh: ({ name, node, free }: Named) => `磁盘已满：${name}${node && `（${node}）`}，只剩 ${free}`,
    en: ({ name, node, free }: Named) => `Disk full: ${name}${node && ` (${node})`}, ${free} left`,
  },
  lowTitle: {
    zh: ({ name, node, free }: Named) => `磁盘快满了：${name}${node && `（${node}）`}，剩 ${free}`,
    en: ({ name, node, free }: Named) => `Disk nearly full: ${name}${node && ` (${node})`}, ${free} left`,
  },
  whatIfFull: {
    spool: {
      zh: '通话照常，但录不下来。请马上在这台机器上腾出空间或加大磁盘；有了空间，正在进行的通话十秒内继续录音。',
      en: 'Calls go on, but are not recorded. Make room on that machine or enlarge its disk now; conversations under way are recorded again within ten seconds.',
    },
    recordings: {
      zh: '通话照常，录音留在话务节点等待取回，会把那里的磁盘也占满。请腾出空间、加大磁盘或缩短保存期限；一分钟内自动取回。',
      en: 'Calls go on and recordings wait at the nodes, whose disks fill up too. Make room, enlarge the disk or keep recordings for fewer days; they are fetched within a minute.',
    },
    database: {
      zh: '写不进通话记录，就不能再外呼。请马上腾出空间或加大磁盘，不要删除数据库自己的文件。',
      en: 'Without a record nobody is called any more. Make room or enlarge the disk now; never remove files of the database itself.',
    },
  } satisfies Record<DiskUse, Words>,
  whatIfLow: {
    spool: {
      zh: '满了就录不下来。请看“录音”页上待取回的录音是不是越积越多；否则加大磁盘。',
      en: 'Once full, nothing is recorded. See on the page of recordings whether ever more wait to be fetched; else enlarge the disk.',
    },
    recordings: {
      zh: '满了录音就要留在话务节点。请加大磁盘，或在项目的录音设置里缩短保存期限。每小时通话约占 58 MB。',
      en: 'Once full, recordings wait at the nodes. Enlarge the disk, or keep recordings of campaigns for fewer days. An hour of conversation takes 58 MB.',
    },
    database: {
      zh: '满了就不能再外呼。请加大磁盘，或在“保存期限”里缩短通话记录的保存时间。',
      en: 'Once full, nobody is called any more. Enlarge the disk, or keep calls for fewer days under Retention.',
    },
  } satisfies Record<DiskUse, Words>,
  brokeOffTitle: { zh: '有通话的录音自己中断了，最近一次：', en: 'A recording broke off by itself, last at' },
  brokeOffHelp: {
    zh: '多半是话务节点录音所在的磁盘满了。请到那台机器上查看 /var/spool；有了空间会自动继续录音。',
    en: 'Most likely the disk a node records on is full. Look at /var/spool on that machine; recording goes on by itself once there is room.',
  },
} as const satisfies Record<string, Words | WordsWith<never> | Record<string, Words>>
