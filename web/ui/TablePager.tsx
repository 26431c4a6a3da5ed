import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Pagination } from 'antd'
import { useRef } from 'react'
import { useWords } from '#web/client/session.tsx'
import style from './data-table.module.css'
import type { Cursor, Pages } from './filters.ts'
import { formatNumber } from './format.ts'
import { text } from './text.ts'

type Place = { total: number | null | undefined; next: string | null | undefined }

const CursorPager = ({ cursor, total, next }: Place & { cursor: Cursor }) => {
  const say = useWords()
  const passed = useRef<(string | undefined)[]>([])
  const forward = () => {
    passed.current.push(cursor.after)
    cursor.onChange(next ?? undefined)
  }
  return (
    <>
      {typeof total === 'number' && <span>{say(text.total, formatNumber(total))}</span>}
      <Button
        size="small"
        icon={<LeftOutlined />}
        disabled={!cursor.after}
        onClick={() => cursor.onChange(passed.current.pop())}
      >
        {say(text.previousPage)}
      </Button>
      <Button size="small" icon={<RightOutlined />} iconPlacement="end" disabled={!next} onClick={forward}>
        {say(text.nextPage)}
      </Button>
    </>
  )
}

/** Below a table: how many there are, and the way through them. */
export const TablePager = ({ paging, ...place }: Place & { paging: Pages | Cursor }) => {
  const say = useWords()
  return (
    <div className={style.pager}>
      {paging.kind === 'cursor' ? (
        <CursorPager cursor={paging} {...place} />
      ) : (
        <Pagination
          size="small"
          current={paging.page}
          pageSize={paging.pageSize}
          total={place.total ?? 0}
          showSizeChanger
          pageSizeOptions={[20, 50, 100, 200]}
          showQuickJumper={(place.total ?? 0) > paging.pageSize * 8}
          showTotal={(total) => say(text.total, formatNumber(total))}
          onChange={paging.onChange}
        />
      )}
    </div>
  )
}
