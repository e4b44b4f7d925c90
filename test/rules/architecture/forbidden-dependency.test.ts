/** Imports that the profile forbids, in every language that says where they lead. */
import { forbiddenDependency } from '../../../src/rules/architecture/forbidden-dependency.ts';
import { checkRepository } from '../../support/check.ts';

const forbid = (rule: string): string =>
  `version: 1\narchitecture:\n  layers: [domain, application, web]\n  forbid: [${rule}]\n`;

describe('forbidden-dependency', () => {
  it('follows imports to files by the rules of their language', async () => {
    await checkRepository(forbiddenDependency, {
      'prodaware.yaml': forbid('{ from: domain, to: ["**/legacy/**"], reason: it goes }'),
      'src/domain/a.ts':
        "[|import { x } from '../web/x.js';|]\n[|import y from '@/legacy/y';|]\nimport { z } from './z.js';\nimport web from 'web';\n",
      'shop/domain/b.py':
        'import json\n[|from ..web import views|]\n[|from shop.legacy import old|]\nfrom . import web\n',
      'src/main/java/shop/domain/C.java':
        'package shop.domain;\n\n[|import shop.web.Forms;|]\nimport java.util.List;\n\nclass C {}\n',
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'domain/d.go':
        'package domain\n\nimport (\n\t"net/http"\n\t[|"example.com/shop/web"|]\n)\n\nvar _ = http.StatusOK\n',
    });
  });

  it('leaves packages of others alone, whatever their folders are called, and says a class once', async () => {
    await checkRepository(forbiddenDependency, {
      'prodaware.yaml': forbid('{ from: domain, packages: [express] }'),
      'src/main/java/uk/gov/pay/shop/domain/C.java':
        'package uk.gov.pay.shop.domain;\n\nimport uk.gov.web.commons.Mode;\n[|import static uk.gov.pay.shop.web.Forms.A;|]\nimport static uk.gov.pay.shop.web.Forms.B;\n\nclass C {}\n',
    });
  });

  it('takes a folder that both stand in for no layer between them', async () => {
    await checkRepository(forbiddenDependency, {
      'prodaware.yaml': forbid('{ from: domain, packages: [express] }'),
      'web/src/domain/a.py': 'from src.util import text\nfrom shared.web import forms\n[|from src.web import views|]\n',
    });
  });

  it('lets higher layers import lower ones, tests import all, and types be named', async () => {
    await checkRepository(forbiddenDependency, {
      'prodaware.yaml': forbid('{ from: domain, packages: [express] }'),
      'web/a.ts': "import { x } from '../domain/x.js';\n",
      'domain/a.test.ts': "import { x } from '../web/x.js';\nimport express from 'express';\n",
      'domain/b.ts':
        "import type { x } from '../web/x.js';\n[|import router from 'express/lib/router';|]\nimport other from 'express-session';\n",
    });
  });
});
