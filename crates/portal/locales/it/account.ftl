login-title = Accesso al portale
login-intro = Prezzi, disponibilità e ordini di { $seller } per la propria azienda.
login-email = E-mail
login-password = Password
login-submit = Accedi
login-forgotten = Password dimenticata?
login-refused = E-mail o password non corretta.
login-locked = { $seconds ->
    [one] Troppi tentativi errati: riprovare fra { $seconds } secondo.
   *[other] Troppi tentativi errati: riprovare fra { $seconds } secondi.
 }
login-demo = Utenti della dimostrazione
back-to-login = Torna all'accesso
forgotten-title = Password dimenticata
forgotten-intro = Indicare l'indirizzo e-mail usato per accedere: arriverà un collegamento per scegliere una nuova password.
forgotten-submit = Invia il collegamento
forgotten-sent = Se l'indirizzo appartiene a un utente attivo, entro pochi minuti arriverà una e-mail con il collegamento.
password-title-invitation = Benvenuto nel portale
password-title-reset = Nuova password
password-new = Nuova password
password-current = Password attuale
password-hint = Almeno 12 caratteri.
password-submit = Imposta e accedi
password-expired = Il collegamento è scaduto o è già stato usato.
invitation-intro = { $inviter } invita a lavorare in { $account }. Scegliere una password per iniziare.
invitation-intro-short = Scegliere una password per iniziare.
home-title = Buongiorno, { $name }
home-all = Vedi tutti
home-approvals = Da approvare
home-waiting = In attesa di approvazione
home-orders = Ultimi ordini
home-often = Acquistati di frequente
home-reorder = Riordina
home-month = acquistati questo mese, netto
home-orders-placed = { $count ->
    [one] ordine ricevuto
   *[other] ordini ricevuti
 }
home-orders-confirmed = { $count ->
    [one] ordine confermato
   *[other] ordini confermati
 }
home-orders-partly_shipped = { $count ->
    [one] spedito in parte
   *[other] spediti in parte
 }
home-orders-shipped = { $count ->
    [one] ordine in viaggio
   *[other] ordini in viaggio
 }
account-tab-company = Dati e sedi
account-tab-people = Persone
account-tab-cost-centres = Centri di costo
account-tab-clients = Client API
account-tab-activity = Registro attività
account-number = Codice cliente { $number }
account-sites = Sedi
account-vat-id = Partita IVA
account-country = Paese
account-terms = Pagamento
account-terms-days = { $days ->
    [one] { $days } giorno data fattura
   *[other] { $days } giorni data fattura
 }
account-order-limit = Limite per ordine
account-rep = Agente di riferimento
site-default = predefinita
site-add = Aggiungi sede
site-code = Codice
site-name = Nome
site-street = Indirizzo
site-postal-code = CAP
site-city = Città
site-province = Provincia
site-country = Paese
site-country-hint = Codice di due lettere, per esempio IT.
people-sub = Chi lavora nel portale per l'azienda, con quale ruolo e fino a quale importo.
invite-open = Invita una persona
invite-submit = Invia l'invito
person-name = Nome e cognome
person-email = E-mail
person-role = Ruolo
person-state = Stato
person-limit = Limite per ordine
person-limit-hint = Oltre questo importo serve un'approvazione. Vuoto: nessun limite.
person-no-limit = nessun limite
person-last-seen = Ultimo accesso
person-resend = Invia di nuovo l'invito
person-disable = Disattiva
person-disable-confirm = Disattivare { $name }? Non potrà più accedere; ordini e registro restano.
conflict = I dati sono stati modificati da un'altra persona
conflict-by = { $person } ha modificato questi dati
conflict-field = Campo
conflict-theirs = Valore attuale
conflict-mine = Valore inserito
conflict-choice = Salvando di nuovo valgono i dati di questa pagina.
conflict-take-theirs = Tieni i valori attuali
cost-centres-sub = Compaiono nel carrello, nell'ordine e nelle esportazioni.
cost-centre-new = Nuovo centro di costo
cost-centre-code = Codice
cost-centre-name = Descrizione
cost-centre-add = Aggiungi
cost-centre-close = Chiudi
cost-centre-reopen = Riapri
cost-centres-empty-title = Nessun centro di costo
cost-centres-empty-text = Con i centri di costo ogni riga del carrello sa a chi va imputata.
clients-sub = Credenziali con cui i sistemi dell'azienda leggono prezzi e inviano ordini.
client-new = Nuovo client
client-name = Nome
client-add = Crea
client-created = Client creato
client-created-text = Il segreto viene mostrato solo adesso: conservarlo in un luogo sicuro.
client-last-used = Ultimo uso
client-never-used = Mai usato
client-revoke = Revoca
client-revoke-confirm = Revocare { $name }? I sistemi che lo usano smetteranno subito di funzionare.
clients-empty-title = Nessun client API
clients-empty-text = Un client permette al gestionale di inviare ordini senza passare dal portale.
scope-catalog-read = Leggere il catalogo
scope-prices-read = Leggere i prezzi
scope-stock-read = Leggere le disponibilità
scope-orders-read = Leggere gli ordini
scope-orders-write = Inviare ordini
scope-carts-write = Gestire carrelli
scope-approvals-write = Decidere approvazioni
scope-accounts-read = Leggere i dati aziendali
scope-accounts-write = Modificare i dati aziendali
scope-events-read = Leggere gli eventi
activity-sub = Ogni modifica, con chi l'ha fatta e in nome di chi.
activity-empty-title = Nessuna attività
activity-empty-text = Accessi, inviti, ordini e modifiche compaiono qui.
audit-at = Quando
audit-actor = Chi
audit-what = Cosa
audit-subject = Oggetto
profile-language-text = La lingua vale per le pagine e per le e-mail.
profile-password = Password
profile-password-submit = Cambia password
