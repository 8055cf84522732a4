/** Searches with a name: open one, keep this one, remove one. */
import { DeleteOutlined, SaveOutlined, StarOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Form, Input, Popover, Typography } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'

import { api } from '../../api/client'
import { announce } from '../../design/announce'
import { Failure } from '../../design/Failure'
import { casesAddress, type Filter } from './filter'
import { useT } from './messages'
import { useSearches } from './queries'

export function SavedSearches({ filter }: { filter: Filter }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      title={t('saved')}
      content={<Content filter={filter} close={() => setOpen(false)} />}
      destroyOnHidden
    >
      <Button icon={<StarOutlined aria-hidden />}>{t('saved')}</Button>
    </Popover>
  )
}

function Content({ filter, close }: { filter: Filter; close: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const searches = useSearches()
  const again = () => queries.invalidateQueries({ queryKey: ['audit', 'searches'] })
  const save = useMutation({
    mutationFn: (name: string) =>
      api.PUT('/audit/searches/{name}', { params: { path: { name } }, body: { filter: filter as never } }),
    onSuccess: (_, name) => {
      announce(t('saveDone', { name }))
      return again()
    },
  })
  const remove = useMutation({
    mutationFn: (name: string) => api.DELETE('/audit/searches/{name}', { params: { path: { name } } }),
    onSuccess: () => {
      announce(t('removed'))
      return again()
    },
  })
  const problem = save.error ?? remove.error ?? searches.error
  return (
    <div style={{ width: 320 }}>
      {problem && <Failure problem={problem} />}
      {searches.data?.length === 0 && <Typography.Text type="secondary">{t('noSaved')}</Typography.Text>}
      <ul className="find-saved">
        {searches.data?.map((each) => (
          <li key={each.name}>
            <Link to={casesAddress(each.filter as Filter)} onClick={close}>
              {each.name}
            </Link>
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('removeSaved', { name: each.name })}
              onClick={() => remove.mutate(each.name)}
            />
          </li>
        ))}
      </ul>
      <Form<{ name: string }> layout="vertical" onFinish={({ name }) => save.mutate(name.trim())}>
        <Form.Item name="name" label={t('saveAs')} rules={[{ required: true, whitespace: true, max: 100 }]}>
          <Input />
        </Form.Item>
        <Flex justify="flex-end">
          <Button htmlType="submit" icon={<SaveOutlined aria-hidden />} loading={save.isPending}>
            {t('save')}
          </Button>
        </Flex>
      </Form>
    </div>
  )
}
