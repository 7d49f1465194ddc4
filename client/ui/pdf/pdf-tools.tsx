import {
  DownloadOutlined,
  FilePdfOutlined,
  PrinterOutlined,
  RotateRightOutlined,
  SearchOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { sizeText, wholePercent } from '../../text/format.ts';
import { useText } from '../../text/language.ts';
import { uiText } from '../text.ts';
import type { PlaceInPages } from './use-place-in-pages.ts';

const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

export interface PdfToolsProps {
  readonly name: string;
  readonly size: number | undefined;
  /** How many pages there are; undefined while the file is opened. */
  readonly pages: number | undefined;
  readonly place: PlaceInPages;
  readonly scale: number;
  readonly fits: boolean;
  readonly zoom: (zoom: number | 'fit') => void;
  readonly turn: () => void;
  readonly find: () => void;
  readonly print: () => void;
  /** Where the file can be had; a file of this machine is there already. */
  readonly address: string | undefined;
  readonly badge?: ReactNode;
  readonly tools?: ReactNode;
}

/** The bar above the pages: what file this is, which page, and what can be done with them. */
export function PdfTools(props: PdfToolsProps) {
  const text = useText(uiText);
  const { pages, scale, zoom } = props;
  const shut = pages === undefined;
  const wider = steps.find((value) => value > scale + 0.01);
  const narrower = steps.findLast((value) => value < scale - 0.01);
  return (
    <div className="pdf-tools no-print">
      <FilePdfOutlined className="third pdf-name" />
      <span className="medium one-line pdf-name">{props.name}</span>
      {props.size !== undefined && <span className="meta third nowrap wide-only pdf-name">{sizeText(props.size)}</span>}
      {pages !== undefined && <PageNumber place={props.place} pages={pages} />}
      <span className="end flex gap-4">
        {props.badge}
        <Tool icon={<ZoomOutOutlined />} words={text.zoomOut} act={() => zoom(narrower ?? scale)} disabled={shut} />
        <Button type="text" size="small" className="wide-only" onClick={() => zoom('fit')}>
          {props.fits ? text.fitWidth : wholePercent(Math.round(scale * 100))}
        </Button>
        <Tool icon={<ZoomInOutlined />} words={text.zoomIn} act={() => zoom(wider ?? scale)} disabled={shut} />
        <Tool icon={<RotateRightOutlined />} words={text.turn} act={props.turn} disabled={shut} />
        <Tool icon={<SearchOutlined />} words={text.findInPages} act={props.find} disabled={shut} />
        {props.tools}
        <Tool icon={<PrinterOutlined />} words={text.print} act={props.print} disabled={shut} />
        {props.address !== undefined && (
          <Button
            type="text"
            size="small"
            icon={<DownloadOutlined />}
            aria-label={text.download}
            title={text.download}
            href={props.address}
            download={props.name}
          />
        )}
      </span>
    </div>
  );
}

function Tool(props: {
  readonly icon: ReactNode;
  readonly words: string;
  readonly act: () => void;
  readonly disabled: boolean;
}) {
  return (
    <Button
      type="text"
      size="small"
      icon={props.icon}
      aria-label={props.words}
      title={props.words}
      disabled={props.disabled}
      onClick={props.act}
    />
  );
}

/** The page that is read, and the way to another: a number and Enter. */
function PageNumber({ place, pages }: { readonly place: PlaceInPages; readonly pages: number }) {
  const text = useText(uiText);
  const [typed, setTyped] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes on to another page has left what was typed
  useEffect(() => setTyped(undefined), [place.page]);
  const go = (): void => {
    const wanted = Number(typed);
    setTyped(undefined);
    if (typed !== undefined && Number.isInteger(wanted)) place.goTo(Math.min(Math.max(wanted, 1), pages));
  };
  return (
    <span className="pdf-page-number">
      <Input
        size="small"
        inputMode="numeric"
        aria-label={text.goToPage}
        title={text.goToPage}
        value={typed ?? String(place.page)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={go}
        onBlur={go}
      />
      <span className="second">/ {pages}</span>
    </span>
  );
}
