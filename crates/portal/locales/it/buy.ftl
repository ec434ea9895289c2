line-quantity = Quantità
line-unit-price = Prezzo unitario
line-net = Importo
line-shipped = Spedito
line-open = da spedire: { $quantity }
line-cancelled = { $quantity } annullati: non verranno spediti
line-backordered = { $quantity } in attesa di disponibilità
total-net = Totale netto
total-vat = IVA { $rate }
total-vat-on = su { $base }
total-gross = Totale IVA inclusa
vat-category-S = aliquota ordinaria
vat-category-K = cessione intracomunitaria, inversione contabile
vat-category-G = esportazione, non imponibile
vat-category-E = esente
vat-category-Z = aliquota zero
vat-category-AE = inversione contabile
quick-intro = Incollare righe da un foglio di calcolo o da una e-mail: codice e quantità.
quick-label = Codici e quantità
quick-hint = Una riga per articolo: codice;quantità. Valgono anche tabulazione, virgola o spazio. Fino a 2.000 righe.
quick-check = Verifica
quick-verdicts = Esito della verifica
quick-good = { $count ->
    [one] { $count } riga pronta
   *[other] { $count } righe pronte
 }
quick-bad = { $count ->
    [one] { $count } riga da correggere
   *[other] { $count } righe da correggere
 }
quick-bad-stay = Le righe da correggere restano nel testo.
quick-line = Riga
quick-code = Codice
quick-perhaps = Forse:
quick-add = { $count ->
    [one] Aggiungi { $count } riga al carrello
   *[other] Aggiungi { $count } righe al carrello
 }
quick-nothing-pasted = Incollare almeno una riga con codice e quantità.
quick-help-title = Come funziona
quick-help-1 = Si possono usare i nostri codici, i codici del produttore, i GTIN e i codici interni dell'azienda.
quick-help-2 = Maiuscole, spazi e trattini non contano.
quick-help-3 = Ogni riga riceve un esito prima di finire nel carrello; le quantità vengono portate al multiplo di vendita.
quick-help-4 = Il testo incollato resta salvato su questo dispositivo finché non viene usato.
verdict-rounded_up = Quantità portata a { $given }: si vende a multipli.
verdict-unknown_code = Codice non trovato.
verdict-ambiguous = Il codice corrisponde a più articoli: scegliere quello giusto.
verdict-not_sold = Articolo non più in vendita.
verdict-no_price = Nessun prezzo concordato: chiedere un'offerta.
verdict-bad_quantity = Quantità non valida.
cart-title = Carrello
cart-sub = { $count ->
    [one] { $count } riga
   *[other] { $count } righe
 }
cart-lines = Righe del carrello
cart-summary = Riepilogo
cart-empty-title = Il carrello è vuoto
cart-empty-text = Il carrello raccoglie ciò che serve a tutto il gruppo di lavoro. Cercare un articolo o incollare una lista di codici.
cart-empty-action = Cerca nel catalogo
cart-clear = Svuota
cart-clear-confirm = Togliere tutte le righe dal carrello?
cart-update = Aggiorna
cart-update-sku = Aggiorna { $sku }
cart-remove = Togli
cart-remove-sku = Togli { $sku } dal carrello
cart-cost-centre-of-order = Come per l'ordine
cart-next-break = Da { $quantity } il prezzo scende a { $price }
cart-limit = Limite personale
cart-checkout = Procedi all'ordine
cart-prices-note = Prezzi e disponibilità sono quelli di questo momento e vengono ricontrollati all'invio.
cart-others = Altri carrelli del gruppo
cart-open = Apri
approval-needed = Servirà un'approvazione
approval-not-needed = Non serve alcuna approvazione
approval-by = Approva: { $approvers }.
approval-reason-over_person_limit = Il totale supera di { $over } il limite personale di { $limit } per ordine.
warning-backorder = { $quantity } non disponibili subito: verranno spediti appena arrivano.
warning-prices_changed = Alcuni prezzi sono cambiati da quando il carrello è stato riempito.
checkout-title = Invio dell'ordine
checkout-site = Sede di consegna
checkout-cost-centre = Centro di costo
checkout-purchase-order = Numero d'ordine interno
checkout-purchase-order-hint = Compare su conferma, DDT e fattura.
checkout-project = Commessa
checkout-requested-date = Data di consegna richiesta
checkout-requested-date-hint = Vuoto: appena possibile.
checkout-notes = Note per la consegna
checkout-addresses = Indirizzi delle sedi
checkout-terms = { $days ->
    [one] Pagamento a { $days } giorno data fattura
   *[other] Pagamento a { $days } giorni data fattura
 }
checkout-submit-order = Invia l'ordine
checkout-submit-approval = Invia in approvazione
checkout-after = L'ordine viene registrato subito e la merce prenotata.
checkout-after-approval = L'ordine viene creato quando la richiesta è approvata; prezzi e disponibilità vengono ricontrollati in quel momento.
line-problem-not_sold = Articolo non più in vendita: toglierlo per procedere.
line-problem-no_price = Nessun prezzo concordato: toglierlo o chiedere un'offerta.
line-problem-not_a_step = La quantità non è un multiplo di vendita.
line-problem-too_much = Quantità troppo grande.
warning-reference_gone = La sede o il centro di costo scelti prima non esistono più: sceglierne altri.
warning-date_passed = La data di consegna richiesta è passata.
approval-reason-person_limit = Il totale supera il limite personale per ordine.
approval-reason-account_limit = Il totale supera il limite aziendale per ordine.
checkout-no-cost-centre = Nessuno
cart-unnamed = Carrello
flash-added-sku = { $sku }: { $quantity } nel carrello.
flash-added-rounded = { $sku }: quantità portata a { $quantity }, che si vende a multipli.
flash-added-some = { $lines ->
    [one] Aggiunta 1 riga; quelle da correggere sono rimaste qui.
   *[other] Aggiunte { $lines } righe; quelle da correggere sono rimaste qui.
 }
flash-line-removed = Riga tolta dal carrello.
flash-cart-empty = Il carrello è vuoto.
