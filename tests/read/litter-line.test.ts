import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/core/document.ts';
import { litterLine } from '../../src/read/litter-line.ts';

describe('litterLine', () => {
  it.each<[Kind, string[]]>([
    [
      'markup',
      [
        '```',
        '```html',
        '“`',
        '“`html',
        '``` json',
        '~~~',
        '<div class="a">',
        '</p></div>',
        '<!-- x -->',
        ':::note',
        ':::',
        '* * *',
        '-----',
        '=====',
        '• • •',
      ],
    ],
    [
      'boilerplate',
      [
        'Most Popular',
        'RELATED ARTICLES:',
        'Read more »',
        'Subscribe to our newsletter',
        'Protected by Copyscape',
        '© 2024 Harbour News',
        'We use cookies to improve your visit.',
        'Advertisement',
        '4 min read',
        'İLGİLİ HABERLER',
        'En Çok Okunanlar',
        'Haberi paylaş',
        'Abone Ol!',
        'Sitemizde çerez kullanılmaktadır.',
        'Çerez Politikası',
        '3 dakikalık okuma',
      ],
    ],
    [
      'caption',
      [
        'Photo: Reuters',
        'Image credit: A. Moss',
        'Fotoğraf: AA',
        'FOTOĞRAF: Can Ay',
        'Görsel kaynağı: arşiv',
        'The bay at dawn (Photo: A. Moss)',
        'Ferry in the storm. A. Moss/Getty Images',
      ],
    ],
    [
      'byline',
      [
        'By Ann Moss',
        'By Ann Moss and Peter Lee',
        'Source: Harbour News',
        'Kaynak: Liman Haber',
        'Haber: Can Ay',
        'Çeviri: Ece Tuna',
        'Haber Merkezi',
        'Published: 3 March 2024',
        'Son güncelleme: 14.30',
        'Seoul, Wednesday, October 30, 2024',
        '3 Mart 2024',
        '03.03.2024 14:30',
        'March 3, 2024 2:30 p.m.',
        'İzmir, 3 Mart 2024 Pazar',
      ],
    ],
  ])('%s', (kind, lines) => {
    for (const line of lines) expect([line, litterLine(line)]).toEqual([line, kind]);
  });

  it.each([
    'The ferry left the harbour at noon.',
    'By noon the storm had passed and the ferry left.',
    'By the Sea',
    'Share prices fell sharply on Monday.',
    'Photographers came from all over the country.',
    'Kaynak yetersizliği sürüyor.',
    'Haberi duyan herkes limana koştu.',
    'Son dakika golüyle kazandılar.',
    'Reklam gelirleri yüzde 12 arttı.',
    'Anlaşma 3 Mart 2024 tarihinde imzalandı.',
    'On March 3, 2024 the bridge opened to traffic.',
    '“Kod” dedi.',
    'a',
    '5',
    'Video oyunları satışları düştü.',
    'Güncelleme yayımlandı.',
  ])('leaves prose alone: %s', (line) => {
    expect(litterLine(line)).toBeUndefined();
  });
});
