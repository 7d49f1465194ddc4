import { expect } from 'chai';
import { keyName } from '../../../../client/ui/keys/keyboard.ts';

const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe('the name of a pressed key', () => {
  it('is its place on the keyboard, so that Telex and VNI do not matter', () => {
    expect(keyName({ ...none, code: 'KeyT' })).to.equal('t');
    expect(keyName({ ...none, code: 'KeyV', shiftKey: true })).to.equal('shift+v');
    expect(keyName({ ...none, code: 'ArrowDown' })).to.equal('arrowdown');
    expect(keyName({ ...none, code: 'NumpadEnter', ctrlKey: true })).to.equal('ctrl+enter');
  });

  it('knows search and the map by the slash', () => {
    expect(keyName({ ...none, code: 'Slash' })).to.equal('/');
    expect(keyName({ ...none, code: 'Slash', shiftKey: true })).to.equal('?');
  });

  it('takes Command on a Mac for Ctrl', () => {
    expect(keyName({ ...none, code: 'KeyZ', metaKey: true })).to.equal('ctrl+z');
  });
});
