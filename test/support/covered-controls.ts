import type { Page } from 'playwright-core';

/** Controls on the screen of which something else takes the click: by the element that is at their middle. */
export async function coveredControls(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const wholes = 'label, .ant-select, .ant-picker, .ant-input-number, .ant-input-affix-wrapper';
    const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [role="tab"]');
    return [...controls].flatMap((control) => {
      const { x, y, width, height } = control.getBoundingClientRect();
      const [left, top] = [x + width / 2, y + height / 2];
      const isSeen = control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 1;
      const isWithin = left >= 0 && top >= 0 && left < innerWidth && top < innerHeight;
      if (!isSeen || !isWithin || control.closest('[inert], [aria-hidden="true"], :disabled')) return [];
      for (let around = control.parentElement; around; around = around.parentElement) {
        const place = around.getBoundingClientRect();
        const isCut = getComputedStyle(around).overflow !== 'visible';
        if (isCut && (left < place.left || left > place.right || top < place.top || top > place.bottom)) return [];
      }
      const hit = document.elementFromPoint(left, top);
      if (!hit || control.contains(hit) || hit.contains(control)) return [];
      if (control.closest(wholes)?.contains(hit)) return [];
      // Marks of words that stand side by side overlap on a small page; each has its field beside the page, which leads to it.
      if (control.closest('.pdf-mark') && hit.closest('.pdf-mark')) return [];
      // A sheet or a drawer lies over the page by purpose, as long as it is drawn.
      if (hit.closest('.pane-panel.shown') && !control.closest('.pane-panel.shown')) return [];
      // What stays in sight while the rest scrolls under it gives the control free by scrolling.
      for (let over: Element | null = hit; over && !over.contains(control); over = over.parentElement) {
        if (getComputedStyle(over).position === 'sticky') return [];
      }
      const name = (control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 40);
      return [`${control.tagName.toLowerCase()} “${name}” under ${hit.tagName.toLowerCase()}.${hit.className}`];
    });
  });
}
