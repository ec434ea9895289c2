office-orders = Ordini
office-orders-sub = Dal ricevimento alla consegna.
office-orders-view-to_confirm = Da confermare
office-orders-view-to_ship = Da spedire
office-orders-view-on_the_way = In viaggio
office-orders-view-all = Tutti
office-orders-empty-title = Ancora nessun ordine
office-orders-empty-text = Qui arrivano gli ordini del portale, dei commerciali e dei sistemi dei clienti.
office-orders-confirm-empty-title = Tutto confermato
office-orders-confirm-empty-text = I nuovi ordini compaiono qui appena arrivano.
office-orders-ship-empty-title = Tutto spedito
office-orders-ship-empty-text = Gli ordini confermati compaiono qui finché non parte l'ultima riga.
office-orders-confirm-ticked = Conferma i selezionati
office-tick-all = Seleziona tutti
office-tick-order = Seleziona l'ordine { $number }
office-ticked = selezionati
office-requested = Richiesto per
office-no-date = appena possibile
office-lines = Righe
office-late = In ritardo
office-order-confirm = Conferma
office-order-ship = Spedisci
office-order-deliver = Segna consegnato
office-order-complete = Concludi
office-order-cancel = Annulla l'ordine
office-order-cancel-text = La merce prenotata torna disponibile e il cliente viene avvisato. Un ordine annullato non si riapre.
office-order-cancel-reason = Motivo
office-order-cancel-hint = Il cliente lo legge nell'avviso.
office-order-cancel-yes = Annulla l'ordine
office-order-cancel-no = Tieni l'ordine
office-order-moved = Controlla lo stato qui sotto e ripeti, se serve ancora: ciò che avevi scritto è rimasto.
office-order-lines = Righe dell'ordine
office-order-facts = Dati dell'ordine
office-account-terms = Pagamento
office-price-book = Versione dei prezzi
office-kept = Prenotato in
office-free-now = { $quantity } liberi ora
office-open = Da evadere
office-ready = Pronti
office-ship-title = Nuova spedizione
office-ship-quantity = Spedisci ora
office-ship-quantity-of = Quantità da spedire di { $sku }
office-ship-lines-hint = Con 0 la riga resta da evadere.
office-ship-carrier = Corriere
office-ship-link = Indirizzo di tracciamento
office-ship-link-hint = Al posto di {"{"}code{"}"} va il codice di ogni collo.
office-ship-codes = Codici di tracciamento
office-ship-codes-hint = Uno per riga: ogni codice è un collo.
office-ship-submit = Registra la spedizione
office-related-approval = Approvazione del cliente
office-related-mail = Messaggi su questo ordine
office-related-orders = Altri ordini di { $account }
flash-orders-confirmed = { $count ->
    [one] Un ordine confermato.
   *[other] { $count } ordini confermati.
 }
flash-orders-partly-confirmed = { $count ->
    [one] Un ordine confermato. Restano da guardare: { $left }.
   *[other] { $count } ordini confermati. Restano da guardare: { $left }.
 }
flash-order-confirmed = Ordine { $number } confermato.
flash-order-sent = Spedizione { $shipment } partita.
flash-order-delivered = Ordine { $number } consegnato.
flash-order-completed = Ordine { $number } concluso.
flash-order-cancelled = Ordine { $number } annullato: la merce è di nuovo disponibile.
office-error-insufficient = La merce non basta per: { $lines }. Correggere le quantità o attendere l'arrivo.
